/** The scope of the code of all files that is in no function: it is one lane, whichever file it stands in. */
export const topLevelScope = 'top level';

/** Whether a frame is the code of a file itself. */
export function isTopLevel(site: NodeJS.CallSite): boolean {
	return !site.getFunctionName() && site.getEnclosingLineNumber() === 1 && site.getEnclosingColumnNumber() === 1;
}

/**
 * Whether the frame is that in which Node.js 20 to 26 have a module evaluated, and not the header of the async function that
 * does it. The promise that V8 makes at that moment settles when the module and all that it imports have been evaluated.
 */
export function isEvaluation(site: NodeJS.CallSite): boolean {
	return (
		site.getFileName() === 'node:internal/modules/esm/module_job' &&
		site.getFunctionName() === 'run' &&
		site.getLineNumber() !== site.getEnclosingLineNumber()
	);
}
