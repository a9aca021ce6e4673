-- Nothing is written to who holds an appointment: they take it along to their own calendar. So no address is kept.
DROP INDEX tickets_to_remind;
ALTER TABLE tickets DROP COLUMN email_cipher, DROP COLUMN reminded_at;
