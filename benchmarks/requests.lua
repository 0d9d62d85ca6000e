-- Each request is signed in as the next student of the file named by STUDENTS: a line holds the
-- cookie, the CSRF token and the body to post (empty for a page), separated by tabs. In a body,
-- `{100}` stands for a number from 0 to 100.
local students = {}
for line in io.lines(os.getenv("STUDENTS")) do
  local cookie, token, body = line:match("^(.-)\t(.-)\t(.*)$")
  students[#students + 1] = { cookie = cookie, token = token, body = body }
end
math.randomseed(os.time())
local turn = math.random(#students)

local function key()
  return (string.gsub("xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx", "x", function()
    return string.format("%x", math.random(0, 15))
  end))
end

request = function()
  turn = turn % #students + 1
  local student = students[turn]
  local headers = { ["Cookie"] = student.cookie }
  if student.body == "" then
    return wrk.format("GET", nil, headers)
  end
  headers["X-CSRFToken"] = student.token
  headers["HX-Request"] = "true"
  headers["X-Folded"] = "lab-measures lab-lines" -- as the laboratory opens
  headers["Content-Type"] = "application/x-www-form-urlencoded"
  -- never right, and never the same twice in a row, which would not count as a try
  local answer = math.random(1000000, 999999999)
  local moved = string.gsub(student.body, "{(%d+)}", function(most)
    return tostring(math.random(0, tonumber(most)))
  end)
  local body = string.format("%s&answer=%d&key=%s", moved, answer, key())
  return wrk.format("POST", nil, headers, body)
end
