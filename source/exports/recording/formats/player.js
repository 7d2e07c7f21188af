/* Plays a recording in a page. Everything above `play` is pure; the rest is the page. */

/** Restores all frames from their differences: `at` in ms, `rows` as indices into `recording.rows`. */
function unfold(recording) {
	const rows = [];
	return recording.frames.map(([at, ...changes]) => {
		for (let index = 0; index < changes.length; index += 2) {
			rows[changes[index]] = changes[index + 1];
		}
		return {at, rows: [...rows]};
	});
}

/** The index of the frame that is shown at a moment (ms). */
function frameAt(frames, ms) {
	let low = 0;
	let high = frames.length - 1;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (frames[middle].at <= ms) {
			low = middle;
		} else {
			high = middle - 1;
		}
	}
	return low;
}

const speeds = [0.1, 0.25, 0.5, 1, 2, 4, 8];

/** The state `{ms, speed, playing}` of the player after a key; undefined if the key has no effect. */
function press(state, key, shift, frames, duration) {
	const {ms, speed, playing} = state;
	const frame = frameAt(frames, ms);
	const to = (ms, more) => ({...state, ...more, ms: Math.min(duration, Math.max(0, ms))});
	const still = {playing: false};
	switch (key) {
		case ' ':
			// At the end, it starts over.
			return to(!playing && ms >= duration ? 0 : ms, {playing: !playing});
		case '.':
			return to(frames[Math.min(frames.length - 1, frame + 1)].at, still);
		case ',':
			return to(ms > frames[frame].at && !playing ? frames[frame].at : frames[Math.max(0, frame - 1)].at, still);
		case 'ArrowRight':
			return to(ms + (shift ? 1000 : 100), still);
		case 'ArrowLeft':
			return to(ms - (shift ? 1000 : 100), still);
		case 'g':
		case 'Home':
			return to(0, still);
		case 'G':
		case 'End':
			return to(duration, still);
		case '<':
		case '>': {
			const next = speeds.indexOf(speed) + (key === '<' ? -1 : 1);
			return {...state, speed: speeds[Math.min(speeds.length - 1, Math.max(0, next))]};
		}
		default:
			return undefined;
	}
}

function play(recording) {
	const frames = unfold(recording);
	const find = name => document.getElementById(name);
	const [screen, bar, button, clock] = ['screen', 'bar', 'play', 'clock'].map(find);
	const rows = frames[0].rows.map((_, row) => {
		const group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
		group.setAttribute('transform', `translate(0 ${row * recording.rowHeight})`);
		return screen.appendChild(group);
	});
	const less = matchMedia('(prefers-reduced-motion: reduce)').matches;
	let state = {ms: less ? recording.duration : 0, speed: 1, playing: !less && frames.length > 1};
	let shown = [];

	const draw = () => {
		const {rows: wanted} = frames[frameAt(frames, state.ms)];
		for (const [row, index] of wanted.entries()) {
			if (shown[row] !== index) {
				rows[row].innerHTML = recording.rows[index].map(piece => recording.pieces[piece]).join('');
			}
		}
		shown = wanted;
		bar.value = state.ms;
		bar.setAttribute('aria-valuetext', seconds(state.ms));
		button.textContent = state.playing ? 'Pause' : 'Play';
		clock.textContent = `${seconds(state.ms)} / ${seconds(recording.duration)}   ${state.speed}×`;
	};

	let before;
	const tick = now => {
		if (!state.playing) {
			before = undefined;
			return;
		}
		const ms = state.ms + (before === undefined ? 0 : now - before) * state.speed;
		before = now;
		state = ms >= recording.duration ? {...state, ms: recording.duration, playing: false} : {...state, ms};
		draw();
		requestAnimationFrame(tick);
	};
	const go = next => {
		const starts = next.playing && !state.playing;
		state = next;
		draw();
		if (starts) {
			before = undefined;
			requestAnimationFrame(tick);
		}
	};

	document.addEventListener('keydown', event => {
		const next =
			event.ctrlKey || event.metaKey || event.altKey
				? undefined
				: press(state, event.key, event.shiftKey, frames, recording.duration);
		if (next) {
			event.preventDefault();
			go(next);
		}
	});
	// After a click, keys go to the page again, not to the button.
	button.addEventListener('click', () => {
		button.blur();
		go(press(state, ' ', false, frames, recording.duration));
	});
	bar.addEventListener('input', () => go({...state, ms: Number(bar.value), playing: false}));
	const marks = find('marks');
	for (const {at, kind, words} of recording.markers) {
		const mark = marks.appendChild(document.createElement('button'));
		mark.className = kind;
		mark.title = `${seconds(at)}  ${words}`;
		mark.setAttribute('aria-label', mark.title);
		mark.style.left = `${(100 * at) / recording.duration}%`;
		mark.addEventListener('click', () => go({...state, ms: at, playing: false}));
	}
	draw();
	requestAnimationFrame(tick);
}

function seconds(ms) {
	return `${(ms / 1000).toFixed(2)} s`;
}

if (typeof document === 'object') {
	play(JSON.parse(document.getElementById('recording').textContent));
}
