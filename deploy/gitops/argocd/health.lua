-- Health of a WebhookIsolationPolicy. Its status is in the format of kstatus, and says to which generation it belongs.
-- Degraded is what the operator gave up doing although the policy asks for it, so that a person has to act. What it finds
-- out about Services is in the message: a finding makes nobody's deployment wait.

local function answer(status, message)
  return { status = status, message = message }
end

local status = obj.status
if status == nil or status.conditions == nil then
  return answer("Progressing", "Not looked at yet: is the operator running, and is this namespace one that it watches?")
end
if status.observedGeneration ~= obj.metadata.generation then
  return answer("Progressing", "The status is about an older generation of the policy")
end

local conditions = {}
for _, condition in ipairs(status.conditions) do
  conditions[condition.type] = condition
end

local function holds(condition)
  return condition ~= nil and condition.status == "True"
end

local function told(condition)
  return condition.reason .. ": " .. condition.message
end

if holds(conditions.Stalled) then
  return answer("Degraded", told(conditions.Stalled))
end
if holds(conditions.Reconciling) then
  return answer("Progressing", conditions.Reconciling.message)
end
if not holds(conditions.Ready) then
  return answer("Progressing", "Not evaluated yet")
end

local message = conditions.Ready.message
for _, name in ipairs({ "Isolated", "SelectorsApplied", "CertificatesReady", "CABundlesTrusted", "RotationProgressing" }) do
  local condition = conditions[name]
  if condition ~= nil and condition.status ~= "True" then
    message = message .. ". " .. told(condition)
  end
end

if conditions.Ready.reason == "Suspended" then
  return answer("Suspended", message)
end
if holds(conditions.Contested) then
  return answer("Degraded", told(conditions.Contested))
end
return answer("Healthy", message)
