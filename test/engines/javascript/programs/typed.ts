type Pause = {readonly ms: number};

async function pause({ms}: Pause): Promise<number> {
	await new Promise(resolve => setTimeout(resolve, ms)); // typed
	return ms;
}

await pause({ms: 20} satisfies Pause);
