-- What only questions need. An index that is made of a whole archive gets these
-- at the end, each in one sorted run: rows that come in keep no order of theirs.
CREATE INDEX IF NOT EXISTS articles_day ON articles (day);
CREATE INDEX IF NOT EXISTS articles_place ON articles (place_bare, place_key);
CREATE INDEX IF NOT EXISTS wordings_canonical ON wordings (canonical) WHERE canonical IS NOT NULL;
-- Each answers one kind of question without touching the rows: everything,
-- the figures of a place, the figures of some indicators.
CREATE INDEX IF NOT EXISTS figures_series ON figures (series, place_key, period_start, day, article, n, place_bare, period_end, copy);
CREATE INDEX IF NOT EXISTS figures_place ON figures (place_bare, series, place_key, period_start, day, article, n, period_end, copy);
CREATE INDEX IF NOT EXISTS figures_wording ON figures (wording, place_bare, place_key, period_start, period_end, day, article, n, copy);
-- By size, as value> asks.
CREATE INDEX IF NOT EXISTS figures_amount ON figures (base_unit, CAST(amount AS REAL), article) WHERE amount IS NOT NULL;
CREATE INDEX IF NOT EXISTS figures_value ON figures (unit, CAST(value AS REAL), article);
CREATE INDEX IF NOT EXISTS officials_name ON officials (name_word);
CREATE INDEX IF NOT EXISTS officials_role ON officials (role_word);
CREATE INDEX IF NOT EXISTS officials_office ON officials (office_key, place_key);
CREATE INDEX IF NOT EXISTS officials_org ON officials (org_key, place_key);
CREATE INDEX IF NOT EXISTS events_name ON events (name_key);
CREATE INDEX IF NOT EXISTS events_office ON events (office_key, place_key);
CREATE INDEX IF NOT EXISTS meetings_wording ON meetings (wording);
CREATE INDEX IF NOT EXISTS documents_number ON documents (number);
CREATE INDEX IF NOT EXISTS documents_symbol ON documents (symbol);
CREATE INDEX IF NOT EXISTS documents_key ON documents (key);
