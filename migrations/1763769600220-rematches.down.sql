drop table rematch_chunks, rematches;
