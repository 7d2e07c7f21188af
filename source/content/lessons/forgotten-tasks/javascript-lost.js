async function listen() {
	const news = new Promise(() => {}); // its resolve function is lost
	console.log('heard', await news);
}

listen();
console.log('good night');
