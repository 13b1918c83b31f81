-- Where the school is, so that sunset is its own. The app writes nothing else of a school, and only of the one that it works for.
ALTER TABLE school ADD CONSTRAINT school_on_earth CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 AND (latitude IS NULL) = (longitude IS NULL));

CREATE FUNCTION set_school_place(lat double precision, lon double precision) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$ UPDATE school SET latitude = lat, longitude = lon WHERE id = current_school() $$;
REVOKE ALL ON FUNCTION set_school_place(double precision, double precision) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION set_school_place(double precision, double precision) TO kingsgate_app;
