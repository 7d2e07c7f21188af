/** What a run can be written as, by the ending of the file, and what that is good for: first pictures and films, then data. */
export const endings = [
	{ending: 'svg', words: 'animated, for pages and readmes'},
	{ending: 'gif', words: 'animated, for everywhere else'},
	{ending: 'html', words: 'a web page with a player'},
	{ending: 'cast', words: 'for asciinema and its player'},
	{ending: 'png', words: 'a still of the screen'},
	{ending: 'md', words: 'a table for a pull request'},
	{ending: 'csv', words: 'one row per task'},
	{ending: 'json', words: 'everything, for scripts'},
	{ending: 'trace.json', words: 'for Perfetto and chrome://tracing'},
] as const;
