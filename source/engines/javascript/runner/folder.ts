/** The folder of the runner, as a URL: its files are ours, and none of the program's. The same in a checkout and in the bundle. */
export const runnerFolder = new URL('.', import.meta.url).href;
