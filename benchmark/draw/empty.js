process.stdout.write('.');
