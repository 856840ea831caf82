/** Shows each snapshot that the demo sends, and sends on what the buttons ask for. */
import { dayTimeText, elapsedText, element, timeText } from './elements.js';
import { createLanes } from './lanes.js';

const byId = (id) => document.getElementById(id);
const speeds = [1, 10, 60, 120, 600, 3600];

let latest = null;
/** null: the stretch that suits the speed. */
let chosenStretch = null;
let shownCalls = '';
let shownNews = '';

const drawLanes = createLanes({
  lanes: byId('lanes'),
  axis: byId('axis'),
  onToggle: (dimension, category) => ask({ kind: 'toggle', dimension, category }),
});

const speedButtons = speeds.map((speed) => {
  const button = element('button', { type: 'button' }, `${speed}×`);
  button.addEventListener('click', () => ask({ kind: 'speed', speed }));
  return { button, speed };
});
byId('speeds').append(...speedButtons.map(({ button }) => button));

const stretchButtons = ['day', 'hour'].map((stretch) => {
  const button = element('button', { type: 'button' }, stretch === 'day' ? 'Day' : 'Hour');
  button.addEventListener('click', () => {
    chosenStretch = stretch;
    if (latest !== null) show(latest);
  });
  return { button, stretch };
});
byId('windows').append(...stretchButtons.map(({ button }) => button));

byId('connection').addEventListener('click', () =>
  ask({ kind: 'connection', state: latest?.connection === 'broken' ? 'works' : 'broken' }),
);
byId('empty').addEventListener('click', () =>
  ask({ kind: 'empty-bucket', bucket: 'organization' }),
);
byId('timery').addEventListener('click', () =>
  ask({ kind: 'timery', description: 'Something in Timery' }),
);

const events = new EventSource('/events');
events.addEventListener('message', ({ data }) => {
  byId('gone').hidden = true;
  latest = JSON.parse(data);
  show(latest);
});
events.addEventListener('error', () => {
  byId('gone').hidden = false;
});

async function ask(hand) {
  const answered = await fetch('/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(hand),
  }).catch(() => null);
  const { message } =
    answered === null ? { message: 'The demo has ended.' } : await answered.json();
  byId('answer').textContent = answered?.ok ? '' : message;
}

function show(snapshot) {
  showHead(snapshot);
  showFigures(snapshot);
  showTimery(snapshot);
  showToggl(snapshot);
  showNews(snapshot);
  showCalls(snapshot);
  const stretch = chosenStretch ?? (snapshot.phase === 'three weeks' ? 'day' : 'hour');
  for (const each of stretchButtons) press(each.button, each.stretch === stretch);
  drawLanes(snapshot, stretch);
}

function showHead({ phase, nowAt, timeZone, speed, serverUrl }) {
  byId('phase').textContent = phase;
  byId('server').textContent = `server ${serverUrl}`;
  byId('clock').textContent = timeText(nowAt, timeZone);
  const date = { timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
  byId('day').textContent = new Date(nowAt).toLocaleDateString('en-GB', date);
  for (const each of speedButtons) press(each.button, each.speed === speed);
}

function showFigures({ figures, pending, held, parked }) {
  const { transitions, calls, differences, byHand } = figures;
  const ratio = transitions === 0 ? '–' : (calls / transitions).toFixed(2);
  const rows = [
    ['transitions', transitions],
    ['calls', calls],
    ['calls per transition', ratio],
    ['differences', differences, differences === 0 ? 'good' : 'behind'],
    ['pending', pending, pending === 0 ? 'good' : 'behind'],
    ['held, parked', `${held}, ${parked}`],
  ];
  if (byHand > 0) rows.push(['changed in Timery', byHand]);
  byId('figures').replaceChildren(
    ...rows.map(([name, value, mood = '']) =>
      element(
        'div',
        { class: `figure ${mood}` },
        element('dt', {}, name),
        element('dd', {}, String(value)),
      ),
    ),
  );
}

function showTimery({ timery, nowAt }) {
  byId('timery-elapsed').textContent = timery === null ? '–' : elapsedText(nowAt - timery.startAt);
  const project = timery?.project ? ` • ${timery.project}` : '';
  byId('timery-text').textContent = timery === null ? 'Nothing runs' : timery.description + project;
  const tags = timery?.tags ?? [];
  byId('timery-tags').replaceChildren(...tags.map((tag) => element('span', { class: 'tag' }, tag)));
  document.querySelector('.timery').classList.toggle('idle', timery === null);
}

function showToggl({ buckets, connection, nowAt, timeZone }) {
  byId('buckets').replaceChildren(
    ...buckets.map((bucket) => bucketRow(bucket, { nowAt, timeZone })),
  );
  const isBroken = connection === 'broken';
  byId('state').textContent = isBroken ? 'The connection is broken' : 'The connection works';
  byId('state').classList.toggle('broken', isBroken);
  byId('connection').textContent = isBroken ? 'Mend the connection' : 'Break the connection';
}

function bucketRow({ name, remaining, total, resetsAt }, { nowAt, timeZone }) {
  const reset =
    resetsAt === null
      ? 'no window open'
      : `resets ${timeText(resetsAt, timeZone)}, in ${elapsedText(resetsAt - nowAt)}`;
  const meter = element('meter', { min: 0, max: total, low: 6, high: total / 2, optimum: total });
  meter.value = Math.max(0, remaining);
  meter.setAttribute('aria-label', `Requests left in the ${name} bucket`);
  return element(
    'div',
    { class: 'bucket' },
    element('span', { class: 'bucket-name' }, name),
    element('span', { class: 'bucket-count' }, `${remaining} of ${total}`),
    meter,
    element('span', { class: 'quiet bucket-reset' }, reset),
  );
}

function showNews({ news, warnings, timeZone }) {
  const lines = [...news, ...warnings.map((warning) => ({ ...warning, isWarning: true }))]
    .toSorted((left, right) => right.at - left.at)
    .slice(0, 40);
  const key = JSON.stringify(lines);
  if (key === shownNews) return;
  shownNews = key;
  byId('news').replaceChildren(
    ...lines.map(({ at, text, isWarning = false }) =>
      element(
        'li',
        { class: isWarning ? 'warning' : '' },
        element('time', {}, dayTimeText(at, timeZone)),
        element('span', {}, text),
      ),
    ),
  );
}

function showCalls({ calls, timeZone }) {
  const key = `${calls.length} ${JSON.stringify(calls[0] ?? null)}`;
  if (key === shownCalls) return;
  shownCalls = key;
  byId('calls').replaceChildren(
    ...calls.map(({ at, method, path, status, reason }) =>
      element(
        'tr',
        {},
        element('td', { class: 'when' }, dayTimeText(at, timeZone)),
        element('td', {}, statusBadge(status)),
        element('td', { class: 'call' }, element('b', {}, method), ` ${path}`),
        element('td', { class: 'reason' }, reason),
      ),
    ),
  );
}

function statusBadge(status) {
  const kind = status !== null && status < 300 ? 'good' : 'behind';
  return element('span', { class: `status ${kind}` }, status === null ? 'lost' : String(status));
}

function press(button, isPressed) {
  button.setAttribute('aria-pressed', String(isPressed));
}
