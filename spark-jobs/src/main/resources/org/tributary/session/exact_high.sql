(${amount}_high + CAST(${amount}_low div 100000000000000000000BD AS DECIMAL(38,0)))
