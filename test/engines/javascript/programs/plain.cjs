const {helped} = require('./helper.cjs');

async function main() {
	await helped(20);
	return require.main === module;
}

main();
console.log(process.argv.slice(2).join(' '), process.cwd(), __filename === process.argv[1]);
