// @ts-nocheck
// Hears what the map says when a person snapshot dates, and tells Python.

export default function mountSubscriber({ setStateValue }) {
  const hear = (event) => setStateValue("at", event.detail);
  document.addEventListener("lines-of-control", hear);
  return () => document.removeEventListener("lines-of-control", hear);
}
