exports.helped = async ms => {
	await new Promise(resolve => setTimeout(resolve, ms)); // helped
};
