-- What only questions need. Where much comes in at once these are made at the
-- end, each in one sorted run: rows that come in keep no order of theirs.
CREATE UNIQUE INDEX IF NOT EXISTS figures_article ON figures (article, n);
CREATE UNIQUE INDEX IF NOT EXISTS officials_article ON officials (article, n);
CREATE UNIQUE INDEX IF NOT EXISTS events_article ON events (article, n);
CREATE UNIQUE INDEX IF NOT EXISTS meetings_article ON meetings (article);
CREATE UNIQUE INDEX IF NOT EXISTS documents_article ON documents (article, n);
CREATE INDEX IF NOT EXISTS articles_day ON articles (day);
CREATE INDEX IF NOT EXISTS articles_place ON articles (place_bare, place_key);
CREATE INDEX IF NOT EXISTS articles_site ON articles (site, id);
CREATE INDEX IF NOT EXISTS wordings_canonical ON wordings (canonical) WHERE canonical IS NOT NULL;
-- A series is ordered by the text of its indicator's wording.
CREATE INDEX IF NOT EXISTS wordings_series ON wordings (text) WHERE kind = 'indicator';
-- Each answers one kind of question without touching the rows, in the order of
-- the answer: the figures of a place, the figures of some indicators.
CREATE INDEX IF NOT EXISTS figures_place ON figures (place_bare, wording, place_key, period_start, day, article, period_end, copy, measure, status);
CREATE INDEX IF NOT EXISTS figures_wording ON figures (wording, place_key, period_start, day, article, place_bare, period_end, copy, measure, status);
-- By size, as value> asks.
CREATE INDEX IF NOT EXISTS figures_vnd ON figures (CAST(amount AS REAL), article) WHERE amount IS NOT NULL AND base_unit = 'VND';
CREATE INDEX IF NOT EXISTS figures_usd ON figures (CAST(amount AS REAL), article) WHERE amount IS NOT NULL AND base_unit = 'USD';
CREATE INDEX IF NOT EXISTS figures_value ON figures (unit, CAST(value AS REAL), article);
-- The careers of a unit's officials, and names in their order.
CREATE INDEX IF NOT EXISTS officials_place ON officials (place_bare, name_word);
CREATE INDEX IF NOT EXISTS wordings_names ON wordings (text) WHERE kind = 'name';
CREATE INDEX IF NOT EXISTS officials_name ON officials (name_word, article);
CREATE INDEX IF NOT EXISTS officials_role ON officials (role_word, article);
CREATE INDEX IF NOT EXISTS officials_office ON officials (office_key, place_key);
CREATE INDEX IF NOT EXISTS officials_org ON officials (org_key, place_key);
CREATE INDEX IF NOT EXISTS events_name ON events (name_key);
CREATE INDEX IF NOT EXISTS events_office ON events (office_key, place_key);
-- Meetings by their day; those that have none go by their article's.
CREATE INDEX IF NOT EXISTS meetings_date ON meetings (date DESC, article) WHERE date IS NOT NULL;
CREATE INDEX IF NOT EXISTS meetings_undated ON meetings (article) WHERE date IS NULL;
CREATE INDEX IF NOT EXISTS meetings_wording ON meetings (wording);
CREATE INDEX IF NOT EXISTS documents_number ON documents (number, article);
CREATE INDEX IF NOT EXISTS documents_symbol ON documents (symbol);
CREATE INDEX IF NOT EXISTS documents_key ON documents (key);
