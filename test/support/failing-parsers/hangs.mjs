// Stands in for a parser that never comes to an end.
for (;;);
