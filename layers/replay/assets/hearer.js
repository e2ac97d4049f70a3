// Between Python and a comparison: tells Python when a person stops, and the map what Python found.

let found = null;
const tell = () => { if (found) document.dispatchEvent(new CustomEvent("lines-of-control-found", { detail: found })); };

export default function ({ parentElement, data, setStateValue }) {
  const hear = (event) => setStateValue("at", event.detail);
  document.addEventListener("lines-of-control", hear);
  document.addEventListener("lines-of-control-ask", tell);
  found = JSON.parse(new TextDecoder().decode(data));
  tell();
  return () => {
    document.removeEventListener("lines-of-control", hear);
    document.removeEventListener("lines-of-control-ask", tell);
  };
}
