await new Promise(resolve => setTimeout(resolve, 80)); // slower
