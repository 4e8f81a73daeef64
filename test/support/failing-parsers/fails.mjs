// Stands in for a parser with a fault of its own.
throw new Error('a fault');
