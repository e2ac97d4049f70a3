"""The alternative most apps use: a Streamlit slider that makes a new folium map at every change."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.alternatives import geojson, record

st.set_page_config(layout="wide")
data = st.cache_resource(record)()
day = st.select_slider("Day", options=data.dates, value=data.dates[0])
chart = folium.Map(location=(34.9, 38.5), zoom_start=7, tiles=None)
folium.GeoJson(
    st.cache_data(geojson)(day.isoformat()), style_function=lambda _: {"weight": 1}
).add_to(chart)
st_folium(chart, key="map", returned_objects=[], height=700, use_container_width=True)
