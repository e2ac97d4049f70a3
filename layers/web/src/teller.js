// @ts-nocheck
// Tells a comparison what Python found: when it comes, and when the map asks because it came first.

export default function mountPublisher({ data }) {
  const detail = JSON.parse(new TextDecoder().decode(data));
  const tell = () => document.dispatchEvent(new CustomEvent("lines-of-control-found", { detail }));
  document.addEventListener("lines-of-control-ask", tell);
  tell();
  return () => document.removeEventListener("lines-of-control-ask", tell);
}
