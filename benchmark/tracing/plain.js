/** Calls functions of a scenario's file under a strategy's file, without a tracer, and prints the ms that it took. */
const [strategyUrl, scenarioUrl, calls] = process.argv.slice(2);
const {default: strategy} = await import(strategyUrl);
const scenario = await import(scenarioUrl);
const tasks = JSON.parse(calls).map(
	({name, parameters}) =>
		() =>
			scenario[name](...parameters, {signal: new AbortController().signal}),
);
const begin = performance.now();
await strategy(tasks, {});
process.stdout.write(String(performance.now() - begin));
