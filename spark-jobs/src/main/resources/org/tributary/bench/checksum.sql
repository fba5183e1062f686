-- One number for all that scoring wrote, the same in whatever order and files the rows stand.
SELECT
  concat(lower(hex(v.checksum)), '-', lower(hex(s.checksum))) AS checksum
FROM (
  SELECT
    bit_xor(
      xxhash64(
        inference_id, z_exponent, value_exponent, `values`, score_exponent, sum_exponent, row_positive, row_negative,
        evidence, reason_code
      )
    ) AS checksum
  FROM bench_values
) v
CROSS JOIN (
  SELECT bit_xor(xxhash64(ordinal, positive, negative, exponent, inferences)) AS checksum FROM bench_sums
) s
