-- Each request of the API asks for what nobody has asked for yet: with a first day long before any report, which leaves nothing out.
math.randomseed(os.time())

function request()
   local mark = string.find(wrk.path, "?", 1, true) and "&" or "?"
   local day = string.format("%04d-%02d-%02d", math.random(1000, 1999), math.random(1, 12), math.random(1, 28))
   return wrk.format("GET", wrk.path .. mark .. "from=" .. day)
end
