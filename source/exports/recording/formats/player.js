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

/** Returns the index of the frame that is shown at a moment (ms). */
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

/**
 * Returns the state `{ms, speed, playing, loops}` of the player after a key. Undefined if the key has no effect.
 * `marks`: the moments of the marks, in order.
 */
function press(state, key, shift, {frames, duration, marks}) {
	const {ms, speed, playing} = state;
	const frame = frameAt(frames, ms);
	const to = (ms, more) => ({...state, ...more, ms: Math.min(duration, Math.max(0, ms))});
	const still = {playing: false};
	switch (key) {
		case ' ':
			// At the end, playing starts over.
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
		case '[':
			// During play, skips a mark passed less than 500 ms ago. Otherwise, the key would never get beyond that mark.
			return to(marks.findLast(at => at < ms - (playing ? 500 : 0)) ?? 0, still);
		case ']':
			return to(marks.find(at => at > ms) ?? duration, still);
		case 'l':
		case 'L':
			return {...state, loops: !state.loops};
		case '<':
		case '>': {
			const next = speeds.indexOf(speed) + (key === '<' ? -1 : 1);
			return {...state, speed: speeds[Math.min(speeds.length - 1, Math.max(0, next))]};
		}
		default:
			return undefined;
	}
}

/** Returns the moment of `#t=1.5` in ms. Undefined if the hash has none. */
function momentIn(hash, duration) {
	const [, text] = /^#(?:.*&)?t=(\d+(?:\.\d+)?)s?(?:&.*)?$/.exec(hash) ?? [];
	return text === undefined ? undefined : Math.min(duration, Number(text) * 1000);
}

function play(recording) {
	const frames = unfold(recording);
	const {duration, markers} = recording;
	const marks = [...new Set(markers.map(({at}) => at))].sort((one, other) => one - other);
	const find = name => document.getElementById(name);
	const [screen, bar, button, clock] = ['screen', 'bar', 'play', 'clock'].map(find);
	const [loop, list, caption] = ['loop', 'marks', 'caption'].map(find);
	const rows = frames[0].rows.map((_, row) => {
		const group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
		group.setAttribute('transform', `translate(0 ${row * recording.rowHeight})`);
		return screen.appendChild(group);
	});
	const less = matchMedia('(prefers-reduced-motion: reduce)').matches;
	const asked = momentIn(location.hash, duration);
	let state = {
		ms: asked ?? recording.poster ?? (less ? duration : 0),
		speed: 1,
		playing: asked === undefined && recording.poster === undefined && !less && frames.length > 1,
		loops: recording.loops,
	};
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
		loop.setAttribute('aria-pressed', String(state.loops));
		list.value = String(markers.findLastIndex(({at}) => at <= state.ms));
		// A screen reader would not keep up with a recording that plays.
		if (!state.playing) {
			caption.textContent =
				recording.captions.find(({from, to}) => from <= state.ms && (state.ms < to || to >= duration))?.text ?? '';
		}
		clock.textContent = `${seconds(state.ms)} / ${seconds(duration)}   ${state.speed}×`;
	};

	let before;
	const tick = now => {
		if (!state.playing) {
			before = undefined;
			return;
		}
		const ms = state.ms + (before === undefined ? 0 : now - before) * state.speed;
		before = now;
		const isOver = ms >= duration;
		state = {...state, ms: isOver ? (state.loops ? 0 : duration) : ms, playing: !isOver || state.loops};
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
	const act = (key, shift = false) => go(press(state, key, shift, {frames, duration, marks}) ?? state);
	const stopAt = ms => go({...state, ms, playing: false});

	document.addEventListener('keydown', event => {
		const {key, shiftKey, target} = event;
		// A focused control handles its own keys.
		const isItsOwn = target.tagName === 'SELECT' || (target.tagName === 'BUTTON' && (key === ' ' || key === 'Enter'));
		if (isItsOwn || event.ctrlKey || event.metaKey || event.altKey) return;
		if (press(state, key, shiftKey, {frames, duration, marks})) {
			event.preventDefault();
			act(key, shiftKey);
		}
	});
	for (const [control, key] of [
		[button, ' '],
		[screen, ' '],
		[loop, 'l'],
		[find('previous'), '['],
		[find('next'), ']'],
	]) {
		control.addEventListener('click', event => {
			// After a mouse click, keys go to the page again, not to the button.
			if (event.detail > 0) document.activeElement?.blur();
			act(key);
		});
	}
	bar.addEventListener('input', () => stopAt(Number(bar.value)));
	list.addEventListener('change', () => stopAt(markers[list.value]?.at ?? 0));
	addEventListener('hashchange', () => stopAt(momentIn(location.hash, duration) ?? state.ms));
	for (const [index, {at, kind, words}] of markers.entries()) {
		const tick = find('ticks').appendChild(document.createElement('i'));
		tick.className = kind;
		tick.style.left = `${(100 * at) / duration}%`;
		list.append(new Option(`${seconds(at)}  ${words}`, String(index)));
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
