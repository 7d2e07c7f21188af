const promise = new Promise(resolve => {
	setTimeout(() => resolve(42), 400);
});

console.log(promise);
console.log(await promise);
console.log(await promise);
