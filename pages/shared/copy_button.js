// @ts-nocheck
// A button that copies a text, and says whether it did.

const ANSWER_MS = 3000;

export default function ({ parentElement, data }) {
  let button = parentElement.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "loc-copy";
    parentElement.append(button);
  }
  button.textContent = data.copy;
  button.onclick = async () => {
    button.textContent = (await copy(data.text)) ? data.copied : data.failed;
    button.focus();
    setTimeout(() => { button.textContent = data.copy; }, ANSWER_MS);
  };
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or no secure connection.
    return copySelected(text);
  }
}

function copySelected(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
