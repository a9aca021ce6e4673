-- Staff search a petition by the folio it had where it was imported from, in whichever system that was.
CREATE INDEX import_rows_by_old_folio ON import_rows (city_id, source_id);
