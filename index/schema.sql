-- Rows of one archive. Made and used by khotin; reading it with other tools is
-- welcome, writing is not.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every capture that was dealt with.
CREATE TABLE captures (
  file     TEXT NOT NULL,    -- WARC file, relative to the archive
  offset   INTEGER NOT NULL, -- bytes
  url      TEXT,             -- NULL where it is that of its article
  captured TEXT NOT NULL,    -- RFC 3339
  kind     TEXT NOT NULL,    -- article, list, other, revisit, failed
  article  TEXT,             -- id, also where a newer capture took its place
  error    TEXT,
  PRIMARY KEY (file, offset)
) WITHOUT ROWID;

CREATE TABLE articles (
  n              INTEGER PRIMARY KEY, -- changes when the article does
  id             TEXT NOT NULL UNIQUE,
  url            TEXT,
  canonical_url  TEXT,
  title          TEXT,
  published      TEXT,
  day            TEXT,          -- of published, YYYY-MM-DD
  site           TEXT NOT NULL, -- name of the portal, else its host
  source         TEXT,          -- lower case, without diacritics
  place          TEXT,
  place_key      TEXT NOT NULL, -- folded, with its type: "quan le chan"
  place_bare     TEXT NOT NULL, -- without: "le chan"
  captured       TEXT NOT NULL,
  capture_file   TEXT NOT NULL,
  capture_offset INTEGER NOT NULL,
  rules          TEXT NOT NULL, -- versions of the rules it was read with, one for each stage of reading
  digests        BLOB NOT NULL, -- of what each stage gave, 8 bytes each, see digest.go
  figures        INTEGER NOT NULL, -- how many, the first of them, and so on for what else hangs on it
  figures_at     INTEGER NOT NULL,
  officials      INTEGER NOT NULL,
  officials_at   INTEGER NOT NULL,
  events         INTEGER NOT NULL,
  events_at      INTEGER NOT NULL,
  documents      INTEGER NOT NULL,
  documents_at   INTEGER NOT NULL,
  body_terms     INTEGER NOT NULL,
  title_terms    INTEGER NOT NULL,
  fingerprint    INTEGER,       -- of the body, 64 bits; NULL for short ones
  story          TEXT,          -- the least id of the articles that are this one at other portals, NULL where there is none
  cluster        TEXT,          -- the least id of all articles that hang together as copies, see story.go
  copy           INTEGER NOT NULL, -- 1 where another article of the story, the first published, stands for it
  packed_body    BLOB NOT NULL, -- paragraphs joined by a blank line, Zstandard (RFC 8878) behind pack.txt
  json           BLOB NOT NULL  -- what else there is, as JSON, packed the same way
);
CREATE INDEX articles_fingerprint ON articles (fingerprint, day) WHERE fingerprint IS NOT NULL;
CREATE INDEX articles_story ON articles (story) WHERE story IS NOT NULL;
CREATE INDEX articles_cluster ON articles (cluster) WHERE cluster IS NOT NULL;

-- The words of articles in their order, for questions about adjacency.
CREATE TABLE sequences (
  n     INTEGER PRIMARY KEY, -- of the article
  words BLOB NOT NULL        -- see sequence.go
);

-- Articles that stand at several addresses (a page for print, an AMP twin): the
-- newest capture of each. Articles of one address have none here.
CREATE TABLE renderings (
  article TEXT NOT NULL,
  url     TEXT NOT NULL,
  json    BLOB NOT NULL, -- the article as captured, packed the same way
  PRIMARY KEY (article, url)
) WITHOUT ROWID;

-- Distinct wordings; words.bleve finds them by their words.
CREATE TABLE wordings (
  id   INTEGER PRIMARY KEY, -- follows from kind and text
  kind TEXT NOT NULL,       -- indicator, office, name, meeting
  text TEXT NOT NULL,       -- lower case, one spelling
  canonical TEXT            -- of an indicator: the name that joins its wordings
);

-- What hangs on an article lies side by side, in the order in which articles
-- came in: rows are only ever put behind the last.
CREATE TABLE figures (
  at           INTEGER PRIMARY KEY,
  article      TEXT NOT NULL,
  n            INTEGER NOT NULL, -- place in the article
  wording      INTEGER NOT NULL, -- of the indicator
  indicator    TEXT NOT NULL,
  measure      TEXT NOT NULL,
  value        TEXT NOT NULL,    -- exact decimal
  unit         TEXT NOT NULL,
  amount       TEXT,             -- exact decimal, in base_unit
  base_unit    TEXT,
  qualifier    TEXT,
  status       TEXT NOT NULL,
  period_start TEXT,
  period_end   TEXT,
  period_text  TEXT,
  basis        TEXT,
  whole        TEXT,             -- "of": the 21 in 06/21
  upper        TEXT,
  place        TEXT,
  place_key    TEXT NOT NULL,    -- of the figure, else of the article
  place_bare   TEXT NOT NULL,
  statement    INTEGER NOT NULL, -- "group"
  part_of      INTEGER,
  flags        TEXT,             -- JSON
  sentence_at  INTEGER,          -- where the sentence that proves it begins in the article's body, from 0, and
  sentence_len INTEGER,          -- how long it is, both in code points
  sentence     TEXT,             -- only where the body does not have it as it stands
  text         TEXT NOT NULL,
  paragraph    INTEGER NOT NULL,
  span_start   INTEGER NOT NULL,
  span_end     INTEGER NOT NULL,
  rule         TEXT NOT NULL,
  day          TEXT,             -- the article's
  copy         INTEGER NOT NULL -- the article's
);

-- One row a person, office and article.
CREATE TABLE officials (
  at         INTEGER PRIMARY KEY,
  article    TEXT NOT NULL,
  n          INTEGER NOT NULL,
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL,
  name_word  INTEGER NOT NULL, -- wording of the name
  role       TEXT,
  role_key   TEXT NOT NULL,
  role_word  INTEGER,          -- wording of the office
  office_key TEXT NOT NULL,    -- the same for all wordings of an office, without its unit
  org        TEXT,             -- the body with its unit
  org_key    TEXT NOT NULL,    -- the same for all wordings of a body, without its unit
  past       INTEGER NOT NULL, -- 1 for "nguyên": held before
  place      TEXT,             -- the unit of the office, NULL where that is not known
  place_key  TEXT NOT NULL,
  place_bare TEXT NOT NULL,
  day        TEXT,
  text       TEXT NOT NULL     -- the first words that name the person
);

-- Offices that an article says somebody won or lost.
CREATE TABLE events (
  at         INTEGER PRIMARY KEY,
  article    TEXT NOT NULL,
  n          INTEGER NOT NULL,
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL,    -- as in officials
  name_word  INTEGER NOT NULL,
  act        TEXT NOT NULL,    -- appointed, left
  office     TEXT NOT NULL,    -- as written
  office_key TEXT NOT NULL,
  org        TEXT,             -- the body with its unit
  place      TEXT,             -- the unit of the office, NULL where that is not known
  place_key  TEXT NOT NULL,
  place_bare TEXT NOT NULL,
  date       TEXT,             -- a day, or 2019-03, 2019; NULL where the text does not say
  day        TEXT,             -- the article's
  text       TEXT NOT NULL     -- the words that say so
);

CREATE TABLE meetings (
  at         INTEGER PRIMARY KEY, -- the article's n
  article    TEXT NOT NULL,
  wording    INTEGER NOT NULL, -- kind, name, host and chair
  kind       TEXT NOT NULL,
  name       TEXT NOT NULL,
  host       TEXT,
  date       TEXT,
  place      TEXT,             -- where it was held
  chair      TEXT,
  attendees  TEXT NOT NULL,    -- JSON
  place_key  TEXT NOT NULL,    -- of the article
  place_bare TEXT NOT NULL
);

CREATE TABLE documents (
  at      INTEGER PRIMARY KEY,
  article TEXT NOT NULL,
  n       INTEGER NOT NULL,
  text    TEXT NOT NULL,
  type    TEXT NOT NULL,
  number  TEXT,
  issuer  TEXT,
  key     TEXT,             -- the same for all mentions of one document
  symbol  TEXT,             -- number as numbers are compared: lower case, one kind of dash
  date    TEXT,             -- of issue, where the text gives it
  title   TEXT,             -- what it is about, as written after "về"
  sentence TEXT NOT NULL    -- of the first mention
);
