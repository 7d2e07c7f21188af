/** What a run can be written as, by the ending of the file, and what that is good for: first pictures and films, then data. */
export const endings = [
	{ending: 'svg', words: 'moves, in a page or a readme'},
	{ending: 'gif', words: 'moves, everywhere'},
	{ending: 'html', words: 'a page with a player'},
	{ending: 'cast', words: 'for asciinema and its player'},
	{ending: 'png', words: 'a still of what is shown'},
	{ending: 'md', words: 'the table, for a pull request'},
	{ending: 'csv', words: 'a row for each task'},
	{ending: 'json', words: 'all of it, for scripts'},
	{ending: 'trace.json', words: 'for Perfetto and chrome://tracing'},
] as const;
