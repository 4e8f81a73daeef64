// Stands in for a parser that the machine ends because it has no memory left.
process.kill(process.pid, 'SIGKILL');
