// Functions made from text, which have no file, as those of template engines.
import vm from 'node:vm';

const body = 'return new Error("made").stack';
console.log(new Function(body)());
console.log(await new Function(`return (async () => { await null; ${body} })()`)());
const AsyncFunction = (async () => {}).constructor;
const wait = ms => new Promise(resolve => setTimeout(resolve, ms));
console.log(await new AsyncFunction('wait', `await wait(5); ${body}`)(wait));
console.log(await vm.runInThisContext(`(async () => { await null; ${body} })()`));
const failing = new AsyncFunction('wait', 'await wait(5); throw new RangeError("in text")');
await failing(wait).catch(error => console.log(error));
