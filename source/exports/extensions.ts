/** What a run can be written as, by the ending of the file, and what that is good for: first pictures and films, then data. */
export const exportFormats = [
	{extension: 'svg', words: 'animated, for pages and readmes'},
	{extension: 'gif', words: 'animated, for everywhere else'},
	{extension: 'html', words: 'a web page with a player'},
	{extension: 'cast', words: 'for asciinema and its player'},
	{extension: 'png', words: 'a still of the screen'},
	{extension: 'md', words: 'a table for a pull request'},
	{extension: 'csv', words: 'one row per task'},
	{extension: 'json', words: 'everything, for scripts'},
	{extension: 'trace.json', words: 'for Perfetto and chrome://tracing'},
] as const;
