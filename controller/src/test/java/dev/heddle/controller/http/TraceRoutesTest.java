package dev.heddle.controller.http;

import static dev.heddle.controller.http.ApiFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.controller.state.Refused;
import dev.heddle.controller.state.Traces;
import dev.heddle.controller.state.Traces.Cause;
import dev.heddle.controller.state.Traces.Hop;
import dev.heddle.controller.state.Traces.Protocol;
import dev.heddle.controller.state.Traces.Question;
import dev.heddle.controller.state.Traces.Step;
import dev.heddle.controller.state.Traces.Trace;
import dev.heddle.controller.state.Traces.Verdict;
import dev.heddle.model.Kind;
import dev.heddle.model.ObjectKey;
import dev.heddle.model.Position;
import dev.heddle.model.Problem;
import dev.heddle.model.net.IpAddress;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is asked of traces, and how their answers are told. */
final class TraceRoutesTest {
    private static final String TRACE = "/v1/tenants/team-a/ports/p1/trace";
    private static final List<Question> ASKED = new ArrayList<>();

    private static ApiFixture api;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiFixture();
        api.traces.set(question -> {
            ASKED.add(question);
            return delivered(question);
        });
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static Trace delivered(Question question) {
        Cause port = new Cause("Port team-a/p2", new Position("net.yaml", 7, 3));
        Step out = new Step("out by port 4", Optional.empty(), port, List.of());
        Step bucket = new Step("bucket 1", Optional.empty(), null, List.of(out));
        Step table = new Step(
                "table 0 (classify)", Optional.of("cookie=0x1, …"), new Cause("Host h1", Position.NONE), List.of());
        Step group = new Step("group 5", Optional.empty(), null, List.of(bucket));
        return new Trace(
                "to=" + question.to(),
                List.of(new Hop("h1", "port 3, Port team-a/p1", List.of(table, group))),
                Verdict.DELIVERED,
                "on its way",
                port);
    }

    private static Question asked(String query) throws Exception {
        ASKED.clear();
        assertThat(api.get(TRACE + query).statusCode()).isEqualTo(200);
        return ASKED.getFirst();
    }

    private static Question question(String to, Protocol protocol, int number) {
        return new Question(ObjectKey.of(Kind.PORT, "team-a", "p1"), IpAddress.parse(to), protocol, number);
    }

    @Test
    void theQuestionIsPassedOn() throws Exception {
        assertThat(asked("?to=10.9.0.3")).isEqualTo(question("10.9.0.3", Protocol.ICMP, 0));
        assertThat(asked("?to=fd00:9::3&icmp")).isEqualTo(question("fd00:9::3", Protocol.ICMP, 0));
        assertThat(asked("?to=10.9.0.3&tcp=443")).isEqualTo(question("10.9.0.3", Protocol.TCP, 443));
        assertThat(asked("?to=10.9.0.3&udp=65535")).isEqualTo(question("10.9.0.3", Protocol.UDP, 65535));
    }

    @Test
    void theAnswerIsTold() throws Exception {
        JsonNode trace = json(api.get(TRACE + "?to=10.9.0.3"));
        assertThat(trace).isEqualTo(ApiFixture.json("""
                {"from": "team-a/p1", "packet": "to=10.9.0.3",
                 "hops": [{"host": "h1", "entry": "port 3, Port team-a/p1", "steps": [
                   {"what": "table 0 (classify)", "flow": "cookie=0x1, …", "object": "Host h1"},
                   {"what": "group 5", "then": [{"what": "bucket 1", "then": [
                     {"what": "out by port 4", "object": "Port team-a/p2", "source": "net.yaml:7:3"}]}]}]}],
                 "verdict": "delivered", "message": "on its way",
                 "object": "Port team-a/p2", "source": "net.yaml:7:3"}"""));
    }

    @Test
    void whatDoesNotParseIsRefused() throws Exception {
        for (String query :
                List.of("", "?to=10.9", "?to=10.9.0.3&tcp=0", "?to=10.9.0.3&udp=65536", "?to=10.9.0.3&tcp=1&udp=1")) {
            HttpResponse<String> answer = api.get(TRACE + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(json(answer).at("/errors/0/code").stringValue()).isEqualTo("bad-parameter");
        }
    }

    @Test
    void refusalsAreProblems() throws Exception {
        Traces before = api.traces.get();
        api.traces.set(question -> {
            throw new Refused(List.of(new Problem(
                    Problem.Category.NOT_FOUND,
                    "not-found",
                    Position.NONE,
                    "Port team-a/p1",
                    null,
                    "does not exist",
                    null)));
        });
        HttpResponse<String> answer = api.get(TRACE + "?to=10.9.0.3");
        api.traces.set(before);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).at("/errors/0/object").stringValue()).isEqualTo("Port team-a/p1");
    }
}
