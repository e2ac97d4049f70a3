-- The figures of reference_postgis.json; make_reference_postgis.py runs this with psql, after it
-- has filled told_area (day, party, geojson), place (id, lon, lat) and pair (earlier, later).
--
-- Edges of geography are geodesic, those of GeoJSON straight in longitude and latitude: all are cut
-- to 0.02 degrees on geometry first. Overlays are done on geometry; `true` asks for the spheroid.

CREATE TEMP TABLE area AS
SELECT day, party, ST_SetSRID(ST_GeomFromGeoJSON(geojson), 4326) AS geom FROM told_area;

CREATE TEMP TABLE town AS
SELECT id, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography AS point FROM place;

CREATE TEMP TABLE contact AS
SELECT day, a, b, ST_Segmentize(line, 0.02)::geography AS line FROM (
  SELECT one.day, one.party AS a, other.party AS b,
    ST_CollectionExtract(ST_Intersection(ST_Boundary(one.geom), ST_Boundary(other.geom)), 2) AS line
  FROM area one JOIN area other
    ON one.day = other.day AND one.party < other.party AND ST_Intersects(one.geom, other.geom)
) met WHERE NOT ST_IsEmpty(line);

\echo --engine
SELECT version();
SELECT postgis_full_version();

\echo --areas_km2
SELECT day, party, ST_Area(ST_Segmentize(geom, 0.02)::geography, true) / 1e6
FROM area ORDER BY day, party;

\echo --contacts_km
SELECT day, a, b, ST_Length(line, true) / 1e3 FROM contact ORDER BY day, a, b;

\echo --place_to_place_km
SELECT one.id, other.id, ST_Distance(one.point, other.point, true) / 1e3
FROM town one JOIN town other ON one.id < other.id ORDER BY one.id, other.id;

\echo --place_to_front_km
SELECT day, id, a, b, ST_Distance(point, line, true) / 1e3
FROM contact, town
WHERE day IN ('2024-11-26', '2024-11-30', '2024-12-05', '2024-12-08')
ORDER BY day, id, a, b;

\echo --gained_km2
SELECT earlier, later, party, ST_Area(ST_Segmentize(ground, 0.02)::geography, true) / 1e6 FROM (
  SELECT earlier, later, after.party, CASE WHEN before.geom IS NULL THEN after.geom
    ELSE ST_CollectionExtract(ST_Difference(after.geom, before.geom), 3) END AS ground
  FROM pair JOIN area after ON after.day = later
    LEFT JOIN area before ON before.day = earlier AND before.party = after.party
) won ORDER BY earlier, later, party;

\echo --lost_km2
SELECT earlier, later, party, ST_Area(ST_Segmentize(ground, 0.02)::geography, true) / 1e6 FROM (
  SELECT earlier, later, before.party, CASE WHEN after.geom IS NULL THEN before.geom
    ELSE ST_CollectionExtract(ST_Difference(before.geom, after.geom), 3) END AS ground
  FROM pair JOIN area before ON before.day = earlier
    LEFT JOIN area after ON after.day = later AND after.party = before.party
) lost ORDER BY earlier, later, party;

\echo --flows_km2
SELECT earlier, later, loser, winner,
  ST_Area(ST_Segmentize(ground, 0.02)::geography, true) / 1e6
FROM (
  SELECT earlier, later, before.party AS loser, after.party AS winner,
    ST_CollectionExtract(ST_Intersection(before.geom, after.geom), 3) AS ground
  FROM pair JOIN area before ON before.day = earlier
    JOIN area after ON after.day = later AND after.party <> before.party
      AND ST_Intersects(before.geom, after.geom)
) flow WHERE NOT ST_IsEmpty(ground) ORDER BY earlier, later, loser, winner;
