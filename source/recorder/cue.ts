/** An instruction of a script about its recording, in contrast to the keys that the script presses. */
export type CueKind =
	/** A caption, shown from here on. Empty: none. */
	| {readonly kind: 'say'; readonly text: string}
	/** A card over the whole screen, until the next key, `say` or `title`. */
	| {readonly kind: 'title'; readonly text: string}
	/** A marker for players. */
	| {readonly kind: 'mark'; readonly text: string}
	/** Time between `hide` and `show` is not in the recording. */
	| {readonly kind: 'hide'}
	| {readonly kind: 'show'}
	/** 2: the recording is twice as fast as what it shows. */
	| {readonly kind: 'speed'; readonly factor: number}
	/** A still of this moment. */
	| {readonly kind: 'shot'; readonly file: string};

/** A cue and its moment, in ms since the start of the take, which is the recording before its cues are applied. */
export type Cue = CueKind & {readonly at: number};
