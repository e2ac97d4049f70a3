// A button that copies a text, and says so.

export default function ({ parentElement, data }) {
  let button = parentElement.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    parentElement.append(button);
  }
  button.textContent = data.copy;
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(data.text);
    } catch {
      // Without a secure connection a browser has no clipboard: select, copy, put away.
      const field = document.createElement("textarea");
      field.value = data.text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = data.copied;
    setTimeout(() => (button.textContent = data.copy), 1500);
  };
}
