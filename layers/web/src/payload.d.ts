// Made from layers/web/payload.schema.json by `python -m layers.web.make_contract`; change the schema.

/**
 * A record for the replay and the comparison: all its days, places, words and colours. Made by
 * `layers/web/payload.py`, read by `layers/web/src/record.js`. A reader refuses another
 * `version` with the sentence `other_version` of `words`; in every version `version`,
 * `fallback_language` and `words` keep their form.
 */
export interface Payload {
  /**
   * The version of this contract. It grows when a field changes its name or its meaning, or
   * goes; the first build's positions were 1.
   */
  version: 2;
  /**
   * The language of a text that a visitor's language lacks: a key of every `Texts` and of
   * `words`.
   */
  fallback_language: LanguageCode;
  theatre: Theatre;
  /** The names of each party by its code, in the order of the legend. */
  parties: Record<string, PartyNames>;
  /**
   * The slot and the names of contested ground. Contested is a status: this ground has no party,
   * and its slot is no party's code.
   */
  contested: { slot: Slot; name: Texts; short: Texts };
  /**
   * The effective dates, ascending, at least one. A day between two of them shows the one before
   * it.
   */
  dates: IsoDate[];
  topology: ControlTopology;
  /**
   * Ground of each slot, status and basis by effective date, the largest first. A slot that has
   * lost all its ground since the date before has a row of 0 km².
   */
  figures: Record<IsoDate, AreaFigure[]>;
  /** The length of all front lines together in km, by effective date. */
  fronts_km: Record<IsoDate, number>;
  /** How many place reports stand behind the map, by effective date. */
  reports: Record<IsoDate, ReportCounts>;
  /** What changed on each effective date, in a line. */
  headlines: Record<IsoDate, Texts>;
  base: BaseTopology;
  places: PlaceColumns;
  /** The names of each governorate, by the key that places have. */
  governorates: Record<string, Texts>;
  /** Kinds of places that carry the method and are never named on a map. */
  unlabelled_kinds: string[];
  place_reports: PlaceReportColumns;
  /** Every dated event, also of days that are not shown. */
  events: TheatreEvent[];
  /** The names of each category of events. */
  categories: Record<string, Texts>;
  /** The distances that are shown unless a link names others. */
  distances: PlacePair[];
  /** Online tiles that a visitor may switch on; null without any. */
  tiles: Tiles | null;
  /**
   * The sentences of the map by language and key, in i18next v4 form: `{{fact}}` stands for a
   * fact, a plural form has the suffix of its category (`_one`, `_other`, …). A key that a
   * language lacks is said in `fallback_language`.
   */
  words: Record<LanguageCode, Record<string, string>>;
  /** The rules of each language of `words`. */
  locales: Record<LanguageCode, LocaleRules>;
  /** All colours in each theme. */
  palette: { light: ThemeColours; dark: ThemeColours };
}

/**
 * What changed between two effective dates, as Python measured it: sent to the comparison when
 * its handles have come to rest. Made by `layers/change.py`.
 */
export interface ChangeMessage {
  /** The earlier effective date. */
  from: IsoDate;
  /** The later effective date. */
  to: IsoDate;
  /** Whether claimed ground is counted. */
  claimed: boolean;
  /** The smallest flow from one slot to another whose pieces are sent; sums hold all of them. */
  min_km2: number;
  /**
   * Ground gained and lost by each slot, with a row for each that had ground on one of the
   * dates.
   */
  slots: SlotChange[];
  /** A cell of the grid of `pieces`, in degrees. */
  grid_deg: number;
  /** Ground that changed hands, the largest piece first. */
  pieces: ChangedPiece[];
}

/** Ground that a slot gained and lost between two dates. */
export interface SlotChange {
  slot: Slot;
  /** From any other. */
  gained_km2: number;
  /** To any other. */
  lost_km2: number;
}

/** A polygon of ground that went from one slot to another. */
export interface ChangedPiece {
  /** The slot that had it; null where the earlier map has no such ground. */
  before: Slot | null;
  /** The slot that has it; null where the later map has no such ground. */
  after: Slot | null;
  /** Its area. */
  km2: number;
  /** The exterior, then holes. */
  rings: GridRing[];
  /** Where its number may stand; null for a small piece. */
  label: Point | null;
}

/**
 * A closed ring as columns: the first point in cells of the grid, then steps from point to
 * point.
 */
export interface GridRing {
  /** Along longitude. */
  lon: number[];
  /** Along latitude. */
  lat: number[];
}

/** A point. */
export interface Point {
  lon: Longitude;
  lat: Latitude;
}

/**
 * The state of the replay at rest: sent from the map to Python when a person pauses, read by
 * `pages/replay/replay.py`.
 */
export interface ReplayStateMessage {
  /** The day shown. */
  day: IsoDate;
  /** The same in words, for the title of the tab. */
  title: string;
  /** Of the map. */
  language: LanguageCode;
  /** The distances shown, in the order of the link. */
  distances: PlacePair[];
  /** Whether the map stands alone, without the page around it. */
  clean: boolean;
}

/**
 * The state of the comparison at rest: sent from the map to Python when a person pauses, read by
 * `pages/compare/compare.py`.
 */
export interface CompareStateMessage {
  /** The earlier day; it need not be an effective date. */
  from: IsoDate;
  /** The later day; it need not be an effective date. */
  to: IsoDate;
  /** Both in words, for the title of the tab. */
  title: string;
  /** Whether claimed ground is to be counted. */
  claimed: boolean;
  /** The smallest flow that is to be listed and drawn. */
  min_km2: number;
  /** Of the map. */
  language: LanguageCode;
}

/**
 * A small map beside a text: shapes over the outline of a theatre. Made by
 * `layers/web/sketch.py`; it is in one language, that of its page.
 */
export interface SketchDocument {
  /** What it shows, for those who cannot see it. */
  label: string;
  /** What is to be seen at first. */
  view: BoundingBox;
  /** Whether a click is sent to Python. */
  clickable: boolean;
  /** Whether it is the picture of its page. */
  tall: boolean;
  /** The lands of the theatre. */
  outline: GeoJsonGeometry[];
  /** Major cities, except where a shape has its name already. */
  places: SketchPlace[];
  /** What is drawn, the last on top. */
  shapes: SketchShape[];
  /** An entry for each colour and pattern of the shapes. */
  legend: SketchLegendEntry[];
  /** Colours of sea and land. */
  ground: ThemedColours;
  /** Colours of names. */
  text: ThemedColours;
  /** Colours of distances. */
  measure: ThemedColours;
  /** Colours of front lines. */
  front: ThemedColours;
  /** Colours of marks. */
  sketch: ThemedColours;
}

/** A click on a small map that is `clickable`, sent to Python. */
export interface SketchClick {
  lon: Longitude;
  lat: Latitude;
  /** How far ten points of the screen reach there. */
  reach_km: number;
}

/** A place with its name in the language of the page. */
export interface SketchPlace {
  lon: Longitude;
  lat: Latitude;
  /** What is written beside it. */
  name: string;
}

/** A shape of a small map. */
export interface SketchShape {
  geometry: GeoJsonGeometry;
  /**
   * How it is drawn: ground of a party, faint ground around it, ground that changed hands, a
   * problem, what was chosen; of a measurement the line, a halo beneath it, a ring, a front line
   * and an end of the line.
   */
  kind: "area" | "around" | "change" | "problem" | "chosen" | "halo" | "line" | "ring" | "front" | "end";
  /** What is said on hovering, or stands on the map where it is pinned; may be empty. */
  label: string;
  /** The side of the shape on which the label stands; empty on hovering only. */
  pinned: "" | "center" | "top" | "bottom" | "left" | "right";
  pattern: GroundHatch;
  /** Its colour. */
  fill: ThemedColour;
  /** The colour between the lines of a pattern. */
  faint: ThemedColour;
}

/** A colour and a pattern with their meaning. */
export interface SketchLegendEntry {
  /** Party, status and basis in words. */
  name: string;
  pattern: GroundHatch;
  /** As of a shape. */
  fill: ThemedColour;
  /** As of a shape. */
  faint: ThemedColour;
}

/** A pattern of `layers/style.json` that lies over a colour; empty is plain. */
export type GroundHatch = "" | "contested" | "claimed";

/** Colours by name, in each theme. */
export interface ThemedColours {
  light: Colours;
  dark: Colours;
}

/** A colour in each theme. */
export interface ThemedColour {
  light: Colour;
  dark: Colour;
}

/** A geometry of GeoJSON (RFC 7946), longitude and latitude in WGS 84 degrees. */
export interface GeoJsonGeometry {
  /** As GeoJSON has it; the other members follow from it. */
  type: "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon" | "GeometryCollection";
}

/** The region shown, and the edition of its map. */
export interface Theatre {
  /** The name of its folder. */
  id: string;
  /** What the map shows. */
  title: Texts;
  /** What the map is made of. */
  credit: Texts;
  /** Whose data lie beneath, and under which terms. */
  attribution: Texts;
  extent: BoundingBox;
  /** The last day of the slider: the last effective date, or later. */
  last_day: IsoDate;
  /** The instant whose knowledge is shown, written for people; empty for what is known now. */
  known_on: string;
  /** Effective dates that were corrected after they had been published. */
  corrected: IsoDate[];
}

/** The names of a party. */
export interface PartyNames {
  /** In full. */
  name: Texts;
  /** As in a legend. */
  short: Texts;
}

/** Ground of one slot, status and basis on an effective date. */
export interface AreaFigure {
  slot: Slot;
  status: Status;
  basis: Basis;
  /** Its area. */
  km2: number;
  /** Of all mapped ground of the date, from 0 to 1. */
  share: number;
  /** The change since the effective date before, in km²; null on the first. */
  delta_km2: number | null;
}

/** Place reports in force on a date. */
export interface ReportCounts {
  /** All of them. */
  reports: number;
  /** How many of them are default rules, without a source of their own. */
  default_rules: number;
}

/** Places as columns: the n-th entries of all of them belong to one place. */
export interface PlaceColumns {
  /** By which the other parts of the payload name a place. */
  id: string[];
  /** A column of names for each language. */
  name: Record<LanguageCode, string[]>;
  /** In WGS 84 degrees. */
  lon: Longitude[];
  /** In WGS 84 degrees. */
  lat: Latitude[];
  /** From 0, a major city, to 3, a village. */
  rank: number[];
  /** Such as `city`; the key `kind_city` of `words` says it. */
  kind: string[];
  /** A key of `governorates`. */
  governorate: string[];
}

/**
 * Reports on the places that may be named, as columns: the n-th entries of all of them belong to
 * one report. Reports on one place stand together, oldest first.
 */
export interface PlaceReportColumns {
  /** An id of `places`. */
  place_id: string[];
  /** From which day the place is under a party, or contested. */
  date: IsoDate[];
  /** Who holds the place from then on. */
  slot: Slot[];
  /** Of the editors in the report. */
  confidence: Confidence[];
  /** What sort of report it is. */
  kind: ReportKind[];
  /** The index of a text of `texts`. */
  source: number[];
  /** The index of a text of `texts`, which may be empty. */
  note: number[];
  /** Sources and notes, each once, in the language in which they were written; not a column. */
  texts: string[];
}

/** A dated event. */
export interface TheatreEvent {
  date: IsoDate;
  /** The place whose name is shown, where it is one of `places`. */
  place_id: string;
  /** What is shown where it is not. */
  place: string;
  lon: Longitude;
  lat: Latitude;
  /** A key of `categories`. */
  category: string;
  /** What happened. */
  text: Texts;
  confidence: Confidence;
  /** Who reports it. */
  source: string;
}

/** Two places, by their ids, between which a distance is measured. */
export interface PlacePair {
  /** Where it begins. */
  from: string;
  /** Where it ends. */
  to: string;
}

/** Online tiles as Leaflet's tile layer takes them. */
export interface Tiles {
  /** The provider's. */
  name: string;
  /** With `{s}`, `{z}`, `{x}`, `{y}` and `{r}`. */
  url: string;
  /** What stands under the map. */
  attribution: string;
  /** The deepest zoom level. */
  max_zoom: number;
  /** A letter for each, or a list. */
  subdomains: string | string[];
}

/** The rules by which a language writes numbers, days and lines. */
export interface LocaleRules {
  /** A BCP 47 tag for `Intl`, with Western digits: `ar-SY-u-nu-latn`. */
  locale: string;
  /** Of writing. */
  direction: "ltr" | "rtl";
}

/**
 * The colours of a theme by use and name, from `layers/style.json`, as `#rrggbb` or `#rrggbbaa`.
 */
export interface ThemeColours {
  /** Of sea, land, water, borders and roads. */
  ground: Colours;
  /** Of front lines. */
  front: Colours;
  /** Of the stripes of contested ground. */
  contested: Colours;
  /** Of distances. */
  measure: Colours;
  /** Of names on the map. */
  text: Colours;
  /** Of the slider. */
  ticks: Colours;
  /** Of what a small map marks. */
  sketch: Colours;
  /** Fills by slot; `?` is for a slot that has none. */
  parties: Colours;
  /** The same, paler: between the lines of a hatch. */
  faint: Colours;
}

/**
 * TopoJSON of the areas of control: an object for each effective date, arcs shared by all dates
 * and slots. Arcs and `transform` are quantised and delta-encoded as TopoJSON 1.0 says.
 */
export interface ControlTopology {
  /** As TopoJSON has it. */
  type: "Topology";
  bbox?: BoundingBox;
  transform: TopologyTransform;
  /** The areas by effective date. */
  objects: Record<IsoDate, { type: "GeometryCollection"; geometries: ControlArea[] }>;
  arcs: TopologyArcs;
}

/** The ground of one slot, status, basis and source on an effective date. */
export interface ControlArea {
  /** As TopoJSON has it. */
  type: "MultiPolygon";
  properties: AreaProperties;
  /**
   * Polygons of rings of arcs: an index of `arcs`, or its complement (~index) for an arc that is
   * run backwards.
   */
  arcs: number[][][];
}

/** What is said of an area, as in `control.topojson`. */
export interface AreaProperties {
  /** A slot, under the name that files of control have for it. */
  party: Slot;
  status: Status;
  basis: Basis;
  /** Who says so. */
  source: string;
  /** The two parties that contest the ground, where they are known. */
  between?: [string, string];
}

/**
 * TopoJSON of what lies beneath and above the areas of control: coast, neighbours, water,
 * governorates, roads, names; and `far`, ground that is more than 30 km from any report.
 */
export interface BaseTopology {
  /** As TopoJSON has it. */
  type: "Topology";
  transform: TopologyTransform;
  /** Shapes by layer; `layers/style.json` says how each is drawn. */
  objects: Record<string, { type: "GeometryCollection"; geometries: BaseGeometry[] } | BaseGeometry>;
  arcs: TopologyArcs;
}

/** A shape of the base map: lines and polygons of arcs, or a point in cells of `transform`. */
export type BaseGeometry =
  | { type: "Point"; coordinates: Cell; properties: BaseProperties }
  | { type: "LineString"; arcs: number[]; properties: BaseProperties }
  | { type: "MultiLineString" | "Polygon"; arcs: number[][]; properties: BaseProperties }
  | { type: "MultiPolygon"; arcs: number[][][]; properties: BaseProperties };

/** What is said of a shape of the base map; a theatre may say more. */
export interface BaseProperties {
  /** What is written on the map. */
  name?: Texts;
  /** Such as `river`. */
  kind?: string;
  /** From 0, the largest. */
  rank?: number;
  /** Whether its course is only roughly known. */
  schematic?: boolean;
  /** Of `far`: from any report. */
  km?: number;
}

/** The grid of a topology: degrees = cell × scale + translate. */
export interface TopologyTransform {
  /** Degrees in a cell. */
  scale: Cell;
  /** Degrees of the first cell. */
  translate: Cell;
}

/** Arcs: the first point of each in cells of the grid, then steps from point to point. */
export type TopologyArcs = Cell[][];

/** Along longitude, then along latitude. */
export type Cell = [number, number];

/** West, south, east, north in degrees, as RFC 7946 orders them. */
export type BoundingBox = [number, number, number, number];

/** A text by language; the fallback language is always among them. */
export type Texts = Record<LanguageCode, string>;

/** Colours by name. */
export type Colours = Record<string, Colour>;

/** `#rrggbb` or `#rrggbbaa`. */
export type Colour = string;

/** A BCP 47 code such as `ar`, `ckb` or `pt-BR`. */
export type LanguageCode = string;

/** A day: `2024-11-30`. */
export type IsoDate = string;

/** WGS 84 degrees. */
export type Longitude = number;

/** WGS 84 degrees. */
export type Latitude = number;

/**
 * The key of a colour and of names: the code of a party, or `contested.slot` for ground whose
 * status is contested and which has no party.
 */
export type Slot = string;

/** Status of control. */
export type Status = "controlled" | "contested";

/** Verified independently, or stated by one side only. */
export type Basis = "assessed" | "claimed";

/** Confidence of the editors in a report. */
export type Confidence = "high" | "medium" | "low";

/**
 * A report with a source of its own; a default rule, for a place that fell when the front passed
 * it; or what held before the first day.
 */
export type ReportKind = "report" | "default_rule" | "baseline";
