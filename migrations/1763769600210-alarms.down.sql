drop table denied_reads, alarms;
