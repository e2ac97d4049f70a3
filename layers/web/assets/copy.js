// A button that copies a text of the page.

export default function ({ parentElement, data }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "loc-copy";
  button.textContent = data.label;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(data.text);
      button.textContent = data.done;
    } catch {
      // No permission, or no secure context.
      button.textContent = data.failed;
    }
    setTimeout(() => { button.textContent = data.label; }, 3000);
  });
  parentElement.replaceChildren(button);
}
