/**
 * Draws the four lanes: a button for each choice, and what ran as bars in the chosen stretch.
 * Bars are drawn anew with each snapshot; buttons are made once, so that a click never misses.
 */
import { element, timeText } from './elements.js';

const hourMs = 3_600_000;
/** Where a bar is narrower, its name would be a scratch. */
const namedFromPercent = 5;

export function createLanes({ lanes: place, axis, onToggle }) {
  const made = new Map();

  function laneFor({ dimension, choices }) {
    const known = made.get(dimension);
    if (known !== undefined) return known;
    const buttons = choices.map((category) => {
      const button = element('button', { type: 'button', class: 'choice' }, category);
      button.style.setProperty('--hue', hueOf(category));
      button.addEventListener('click', () => onToggle(dimension, category));
      return button;
    });
    const running = element('span', { class: 'running' });
    const bars = element('div', { class: 'bars' });
    const head = element(
      'div',
      { class: 'lane-head' },
      element('h3', {}, dimension.replace('_', ' ')),
      running,
      element('div', { class: 'choices' }, ...buttons),
    );
    place.append(element('div', { class: 'lane' }, head, bars));
    const lane = { buttons, running, bars };
    made.set(dimension, lane);
    return lane;
  }

  return (snapshot, stretch) => {
    const range = rangeOf(snapshot, stretch);
    for (const data of snapshot.lanes) {
      const { buttons, running, bars } = laneFor(data);
      running.textContent = data.running ?? '–';
      for (const button of buttons) {
        button.setAttribute('aria-pressed', String(button.textContent === data.running));
      }
      bars.replaceChildren(
        ...data.slices.map((slice) => barOf(slice, range, snapshot)).filter(Boolean),
      );
    }
    axis.replaceChildren(...marksOf(range, snapshot.timeZone));
  };
}

function rangeOf(snapshot, stretch) {
  return stretch === 'day' ? dayRange(snapshot) : hourRange(snapshot);
}

/** The working day; the whole of it while it is early or late. */
function dayRange({ nowAt, dayStartAt }) {
  const [from, to] = [dayStartAt + 7 * hourMs, dayStartAt + 19 * hourMs];
  if (from <= nowAt && nowAt < to) return { startAt: from, endAt: to, lengthMs: to - from };
  return { startAt: dayStartAt, endAt: dayStartAt + 24 * hourMs, lengthMs: 24 * hourMs };
}

/** Moves in steps, so that bars stand still while time runs on. */
function hourRange({ nowAt }) {
  const lengthMs = 1.25 * hourMs;
  const stepMs = lengthMs / 10;
  const endAt = Math.ceil((nowAt + 1) / stepMs) * stepMs;
  return { startAt: endAt - lengthMs, endAt, lengthMs };
}

function barOf({ category, startAt, endAt }, range, { nowAt, timeZone }) {
  const fromAt = Math.max(startAt, range.startAt);
  const untilAt = Math.min(endAt ?? nowAt, range.endAt);
  if (untilAt < range.startAt) return null;
  const widthPercent = ((untilAt - fromAt) / range.lengthMs) * 100;
  const kind = endAt === null ? 'bar open' : 'bar';
  const name = widthPercent < namedFromPercent ? '' : category;
  const until = endAt === null ? 'now' : timeText(endAt, timeZone);
  const title = `${category}, ${timeText(startAt, timeZone)} – ${until}`;
  const bar = element('span', { class: kind, title }, name);
  bar.style.setProperty('--hue', hueOf(category));
  bar.style.left = `${((fromAt - range.startAt) / range.lengthMs) * 100}%`;
  bar.style.width = `${widthPercent}%`;
  return bar;
}

function marksOf({ startAt, endAt, lengthMs }, timeZone) {
  const stepMs = lengthMs > 2 * hourMs ? 2 * hourMs : hourMs / 4;
  const marks = [];
  for (let at = Math.ceil(startAt / stepMs) * stepMs; at < endAt; at += stepMs) {
    const mark = element('span', {}, timeText(at, timeZone).slice(0, 5));
    mark.style.left = `${((at - startAt) / lengthMs) * 100}%`;
    marks.push(mark);
  }
  return marks;
}

const hues = new Map();

/** The same name has the same colour everywhere; names seen one after the other differ most. */
function hueOf(name) {
  const hue = hues.get(name) ?? String(Math.round(hues.size * 137.5) % 360);
  hues.set(name, hue);
  return hue;
}
