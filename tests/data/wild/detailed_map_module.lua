return {
  maps = { map0 = { containerwidth = 850 } },
  marks = {
    { lat = "36.20", long = "37.15", mark = "Location dot red.svg", marksize = "26", label = "Great City", link = "Great City", label_size = "100" },
    { lat = 35.93, long = 36.63, mark = "Location dot lime.svg", marksize = "12", label = "Hill Town", link = "Hill Town" },
    { lat = 36.10, long = 36.90, mark = "80x80-red-lime-anim.gif", marksize = "10", label = "Crossroads" },
  }
}
