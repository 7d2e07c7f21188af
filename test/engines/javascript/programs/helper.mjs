await new Promise(resolve => setTimeout(resolve, 20)); // helper's own

export const begun = 10;

export async function helped(ms) {
	await new Promise(resolve => setTimeout(resolve, ms));
}
