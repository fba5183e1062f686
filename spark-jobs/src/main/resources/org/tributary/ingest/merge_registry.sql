-- ${on}: equality of the key columns of "held" (the table) and "landed" (rows to write).
MERGE INTO ${table} AS held
USING ${rows} AS landed
ON ${on}
WHEN MATCHED THEN UPDATE SET *
WHEN NOT MATCHED THEN INSERT *
