"""QI Desktop: drafts the yearly quality integrity report (质量诚信报告) offline and exports it to Word and PDF."""
