/** Makes elements out of text alone: nothing that the server sends is ever read as HTML. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

export function timeText(at, timeZone) {
  return new Date(at).toLocaleTimeString('en-GB', { timeZone });
}

export function dayTimeText(at, timeZone) {
  const day = new Date(at).toLocaleDateString('en-GB', { timeZone, weekday: 'short' });
  return `${day} ${timeText(at, timeZone)}`;
}

/** `1:04:09`, as Timery writes it. */
export function elapsedText(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const padded = (value) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  return `${hours}:${padded(Math.floor(seconds / 60) % 60)}:${padded(seconds % 60)}`;
}
