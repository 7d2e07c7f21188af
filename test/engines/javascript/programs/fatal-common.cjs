// Ends by an error at the top level of a CommonJS file, where Node.js calls the file.
console.log(new Error('logged').stack);
throw new Error('top level');
