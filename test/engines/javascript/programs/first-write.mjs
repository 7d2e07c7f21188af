// What a program sees before it has used a standard stream, which Node.js creates only then.
import {writeSync} from 'node:fs';

const print = value => writeSync(1, `${JSON.stringify(value)}\n`);
const resources = () => process.getActiveResourcesInfo().filter(name => name !== 'CloseReq');
const shape = name => {
	const {get, ...others} = Object.getOwnPropertyDescriptor(process, name);
	return [String(get), get.name, others];
};

print([resources(), shape('stdout'), shape('stderr')]);
process.stdout.write('written\n');
print(resources());
console.error('reported');
print(resources());
