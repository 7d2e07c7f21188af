// Writes in all ways: bytes of half a character, encodings, parts of buffers; and hears what its streams say to that.
import {writeSync} from 'node:fs';

const {stdout} = process;
for (const byte of Buffer.from('grüße 日本 🎉\n')) {
	stdout.write(Buffer.of(byte));
}

stdout.write('48690a', 'hex');
stdout.write('\ud83d is half a character\n');
writeSync(1, Buffer.from('0123456789\n'), 3, 4);
writeSync(1, '\n', null, 'utf8');
console.log('👩‍👩‍👧', 'é'.normalize('NFD'), stdout.write.length);
for (const wrong of [null, 5, undefined]) {
	try {
		stdout.write(wrong);
	} catch (error) {
		console.log(error.code);
	}
}

try {
	writeSync(1, Buffer.from('abc'), 5, 9);
} catch (error) {
	console.log(error.code);
}

stdout.cork();
stdout.write('corked ');
stdout.write('and together\n');
stdout.uncork();
stdout.write('first\n', () => console.log('third'));
console.log('second');
process.exitCode = 3;
setTimeout(() => {
	stdout.on('error', () => {});
	stdout.end('last\n');
	stdout.write('too late', error => {
		console.error(error.code);
		process.exit();
	});
}, 20);
