sum(CAST(${amount} div 100000000000000000000BD AS DECIMAL(38,0))) AS ${amount}_high,
  sum(CAST(${amount} % 100000000000000000000BD AS DECIMAL(38,0))) AS ${amount}_low
